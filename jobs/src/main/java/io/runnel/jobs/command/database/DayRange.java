package io.runnel.jobs.command.database;

import java.time.LocalDate;

/** Days from the first to the last one, both included. */
public record DayRange(LocalDate first, LocalDate last) {
    /** From the day before this one to so many after it. */
    static DayRange around(LocalDate day, int after) {
        return new DayRange(day.minusDays(1), day.plusDays(after));
    }
}
