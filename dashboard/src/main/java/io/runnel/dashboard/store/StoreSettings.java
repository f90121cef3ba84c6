package io.runnel.dashboard.store;

import java.nio.file.Path;

/**
 * How a store is opened.
 *
 * @param folder where its file, its index and its exports lie; made if it is missing
 * @param memoryMib most memory of the database, in MiB
 */
public record StoreSettings(Path folder, int memoryMib) {
    private static final int DEFAULT_MEMORY_MIB = 1_024;

    /** The store in this folder, with 1 GiB of memory. */
    public static StoreSettings in(Path folder) {
        return new StoreSettings(folder, DEFAULT_MEMORY_MIB);
    }

    Path database() {
        return folder.resolve("store.duckdb");
    }

    /** The only folder that the database may write besides its own file. */
    Path exports() {
        return folder.resolve("exports");
    }

    public Path index() {
        return folder.resolve("index");
    }
}
