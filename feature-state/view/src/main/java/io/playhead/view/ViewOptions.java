package io.playhead.view;

import io.playhead.schemas.ClientSettings;
import io.playhead.view.http.HttpOptions;
import java.nio.file.Path;

/**
 * What {@link ViewCommand} was told; see its options.
 *
 * @param advertisedHost where other instances reach this one
 * @param advertisedPort port there; 0: the one it listens on
 */
record ViewOptions(
    String bootstrap,
    String registry,
    ClientSettings clients,
    Path stateDir,
    String applicationId,
    int threads,
    int standbys,
    int storeMemoryMb,
    String advertisedHost,
    int advertisedPort,
    HttpOptions http) {}
