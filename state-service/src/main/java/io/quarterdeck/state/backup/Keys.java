package io.quarterdeck.state.backup;

import io.quarterdeck.state.backup.Manifest.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The keys without which a restored cluster cannot read its Secrets, or takes nobody's service
 * account's token.
 */
record Keys(Path folder) {
  private static final String SECRETS = "secrets.key";
  private static final String SERVICE_ACCOUNTS = "service-account.key";

  List<Path> files() {
    return List.of(folder.resolve(SECRETS), folder.resolve(SERVICE_ACCOUNTS));
  }

  /** What tells the key of Secrets from others and tells nothing of it; empty without one. */
  String fingerprint() {
    Path key = folder.resolve(SECRETS);
    try {
      return Files.exists(key) ? Sha256.of(Files.readAllBytes(key)) : "";
    } catch (IOException e) {
      throw new BackupException("cannot read " + key, e);
    }
  }

  /** Throws unless the keys that belong to the backup are there, or will be from the backup. */
  void check(Path file, Manifest manifest) {
    String own = fingerprint();
    String theirs = manifest.secretsKey();
    if (own.isEmpty() && !theirs.isEmpty() && manifest.keys().isEmpty()) {
      throw new BackupException(
          ("%s was made without keys: put the %s of its cluster into %s first, or restore"
                  + " --without-secrets")
              .formatted(file, SECRETS, folder));
    }
    if (!own.isEmpty() && !theirs.isEmpty() && !own.equals(theirs)) {
      throw new BackupException(
          "%s is not the key that the Secrets of %s were sealed with"
              .formatted(folder.resolve(SECRETS), file));
    }
  }

  void unpack(BackupFile backup) throws IOException {
    for (Content key : backup.manifest().keys()) {
      Path target =
          files().stream()
              .filter(each -> each.endsWith(key.name()))
              .findFirst()
              .orElseThrow(() -> new BackupException("no key of a cluster: " + key.name()));
      Files.createDirectories(folder);
      backup.read(
          BackupFile.KEYS,
          key,
          in -> {
            try (OutputStream out = Channels.newOutputStream(PrivateFile.create(target))) {
              return in.transferTo(out);
            }
          });
    }
  }
}
