package io.runnel.dashboard.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.remote.RemoteWebDriver;

/** What differs between browsers that are driven by a program of their own. */
sealed interface Engine permits Firefox, WebKit {
    /** The driver's program, to listen on this port. */
    List<String> command(int port);

    /** What its process finds in its environment. */
    Map<String, String> environment(Path folder);

    /** What a session is asked for: the scheme of its colours holds as long as it does. */
    Map<String, Object> capabilities(Look look, Path downloads);

    /** Gives the page's window the size of a look. */
    void resize(RemoteWebDriver driver, Look look);

    /** Whether a line that driver or browser printed is an error of a page. */
    boolean isComplaint(String line);
}
