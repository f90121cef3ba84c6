/**
 * Labelled rows of many shapes, and what their labels mean to a head. Nothing here knows a task.
 */
package io.runnel.jobs.command.models.rows;
