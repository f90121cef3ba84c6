/** The page as people use it: in a real Chromium, over the real jobs, broker and model. */
package io.runnel.dashboard.browser;
