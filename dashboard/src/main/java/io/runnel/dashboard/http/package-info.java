/** The HTTP API and the page: who may ask, what is asked, and what is answered. */
package io.runnel.dashboard.http;
