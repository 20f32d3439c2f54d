package io.quarterdeck.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the heaps of roles may become, where {@code up} was told, as it remembers it: by the
 * role's name, in MiB. A role that is not named has its usual heap.
 */
record Heaps(Map<String, Integer> mebibytes) {
  static final Heaps USUAL = new Heaps(Map.of());

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})([mg])");
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static Heaps load(Path file) throws IOException {
    return Files.exists(file) ? MAPPER.readValue(file.toFile(), Heaps.class) : USUAL;
  }

  void save(Path file) throws IOException {
    MAPPER.writeValue(file.toFile(), this);
  }

  /** Of a user's words, such as {@code state-service=3g}. */
  static Heaps parse(Map<String, String> sizes) {
    Map<String, Integer> heaps = new TreeMap<>();
    sizes.forEach((name, size) -> heaps.put(name, mebibytes(role(name), size)));
    return new Heaps(heaps);
  }

  int of(Role role) {
    return mebibytes.getOrDefault(role.id(), role.usualHeapMebibytes());
  }

  /** What holds from now on: what is asked for, else what is remembered. */
  static Heaps choose(Heaps asked, Heaps stored, boolean runs) {
    Map<String, Integer> all = new TreeMap<>(stored.mebibytes);
    all.putAll(asked.mebibytes);
    Heaps heaps = new Heaps(all);
    for (Role role : Role.values()) {
      if (runs && heaps.of(role) != stored.of(role)) {
        throw new IllegalStateException(
            "%1$s runs with a heap of %2$d MiB; for another: down, then up --heap %1$s=%3$dm"
                .formatted(role.id(), stored.of(role), heaps.of(role)));
      }
    }
    return heaps;
  }

  private static Role role(String name) {
    for (Role role : Role.values()) {
      if (role.id().equals(name)) {
        return role;
      }
    }
    throw new IllegalArgumentException("--heap: there is no role " + name);
  }

  private static int mebibytes(Role role, String size) {
    Matcher words = SIZE.matcher(size.toLowerCase(Locale.ROOT));
    if (!words.matches()) {
      throw new IllegalArgumentException(
          "--heap %s=%s: a size is a number of MiB or GiB, such as 512m or 3g"
              .formatted(role.id(), size));
    }
    int mebibytes = Integer.parseInt(words.group(1)) * (words.group(2).equals("g") ? 1024 : 1);
    if (mebibytes < role.leastHeapMebibytes()) {
      throw new IllegalArgumentException(
          "--heap %1$s=%2$s: %1$s needs %3$dm at least"
              .formatted(role.id(), size, role.leastHeapMebibytes()));
    }
    return mebibytes;
  }
}
