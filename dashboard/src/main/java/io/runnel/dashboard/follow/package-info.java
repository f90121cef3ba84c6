/** Follows topics of Kafka into the store, and tells what is going on now. */
package io.runnel.dashboard.follow;
