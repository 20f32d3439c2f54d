package io.quarterdeck.state.postgres;

import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The database's user, with the password from a file so that no process list shows it. */
@ApplicationScoped
@Unremovable
@Named("password-file")
public class PasswordFile implements CredentialsProvider {
  private final String user;
  private final Path file;

  public PasswordFile(
      @ConfigProperty(name = "quarterdeck.database.username") String user,
      @ConfigProperty(name = "quarterdeck.database.password-file") Path file) {
    this.user = user;
    this.file = file;
  }

  @Override
  public Map<String, String> getCredentials(String provider) {
    try {
      String password = Files.readString(file).strip();
      return Map.of(USER_PROPERTY_NAME, user, PASSWORD_PROPERTY_NAME, password);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read quarterdeck.database.password-file", e);
    }
  }
}
