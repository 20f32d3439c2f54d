package io.quarterdeck.gateway.authn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tokens of a file, one a line: {@code token,user,uid,"group1,group2"}. */
public final class StaticTokens {
  private record Entry(String token, User user) {}

  private static final int GROUPS_COLUMN = 3;

  private final List<Entry> entries;

  private StaticTokens(List<Entry> entries) {
    this.entries = entries;
  }

  public static StaticTokens none() {
    return new StaticTokens(List.of());
  }

  public static StaticTokens read(Path file) throws IOException {
    return parse(Files.readAllLines(file));
  }

  static StaticTokens parse(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> columns = columns(line);
      if (columns.size() < GROUPS_COLUMN || columns.getFirst().isEmpty()) {
        throw new IllegalArgumentException("a line of the tokens file needs token,user,uid");
      }
      List<String> groups =
          columns.size() > GROUPS_COLUMN && !columns.get(GROUPS_COLUMN).isBlank()
              ? List.of(columns.get(GROUPS_COLUMN).trim().split("\\s*,\\s*"))
              : List.of();
      User user = User.authenticated(columns.get(1), columns.get(2), groups, Map.of());
      entries.add(new Entry(columns.getFirst(), user));
    }
    return new StaticTokens(List.copyOf(entries));
  }

  private static List<String> columns(String line) {
    List<String> columns = new ArrayList<>();
    StringBuilder column = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char each = line.charAt(i);
      if (each == '"') {
        quoted = !quoted;
      } else if (each == ',' && !quoted) {
        columns.add(column.toString().trim());
        column.setLength(0);
      } else {
        column.append(each);
      }
    }
    columns.add(column.toString().trim());
    return columns;
  }

  /** Compares with every token in constant time. */
  public Optional<User> user(String token) {
    byte[] given = token.getBytes(StandardCharsets.UTF_8);
    Optional<User> found = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.token().getBytes(StandardCharsets.UTF_8), given)) {
        found = Optional.of(entry.user());
      }
    }
    return found;
  }
}
