package io.runnel.dashboard.http;

import io.runnel.dashboard.follow.Pulse;
import io.runnel.dashboard.search.TextIndex;
import io.runnel.dashboard.store.Audit;
import io.runnel.dashboard.store.Store;

/** What the API speaks to. */
public record Services(
        Store store,
        TextIndex index,
        Pulse pulse,
        Audit audit,
        Followed followed,
        KafkaServices kafka) {}
