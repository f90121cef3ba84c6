package io.runnel.jobs.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What processes that were killed left among the temporary files. Never touches a folder of a
 * living process, of another user, or one that was kept; never fails, because what is left costs
 * room only.
 */
final class AbandonedFolders {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedFolders.class);

    private AbandonedFolders() {}

    /**
     * Removes those that begin with this prefix, beside a folder of this process's own.
     *
     * @param end ends what still runs in one of them
     */
    static void remove(String prefix, Path own, String ownPrefix, Consumer<Path> end) {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(own.getParent(), prefix + "*")) {
            for (Path folder : folders) {
                if (!String.valueOf(folder.getFileName()).startsWith(ownPrefix)
                        && isOfOneUser(folder, own)) {
                    removeIfAbandoned(folder, end);
                }
            }
        } catch (IOException e) {
            LOG.debug("The folders beside {} cannot be listed.", own, e);
        }
    }

    /** Another user could lay a link to anywhere under the name of a folder. */
    private static boolean isOfOneUser(Path folder, Path own) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
    }

    private static void removeIfAbandoned(Path folder, Consumer<Path> end) {
        try {
            FolderLock heir = FolderLock.inherit(folder).orElse(null);
            try (heir) {
                if (heir != null) {
                    end.accept(folder);
                    FolderDeletion.delete(folder);
                    LOG.info("Removed {}, which a process that was killed had left.", folder);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The abandoned folder {} could not be removed.", folder, e);
        }
    }
}
