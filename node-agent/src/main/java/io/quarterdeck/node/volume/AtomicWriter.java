package io.quarterdeck.node.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Writes a volume's files so that readers see all of the old version or all of the new one: a
 * version is a directory of its own, {@code ..data} points to the current one, and the names that
 * users see point into {@code ..data}. A write that was cut off leaves the old version in force.
 */
final class AtomicWriter {
  private static final String CURRENT = "..data";
  private static final String NEXT = "..data_tmp";
  private static final int DIRECTORY_MODE = 0755;
  private static final int GROUP_READ = 0440;
  private static final int GROUP_DIRECTORY = 02550;

  private final Path volume;
  private final OptionalLong group;

  /**
   * @param group that may read everything, beside its owner
   */
  AtomicWriter(Path volume, OptionalLong group) {
    this.volume = volume;
    this.group = group;
  }

  /** Writes nothing when the volume shows these files already; true when it wrote. */
  boolean write(SortedMap<String, FileContent> files) throws IOException {
    for (String path : files.keySet()) {
      check(path);
    }
    Path current = volume.resolve(CURRENT);
    if (Files.exists(current) && shows(current, files)) {
      link(files);
      return false;
    }
    Path version = Files.createTempDirectory(volume, "..version-");
    directory(version);
    for (Map.Entry<String, FileContent> each : files.entrySet()) {
      write(version, each.getKey(), each.getValue());
    }
    Path next = volume.resolve(NEXT);
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, version.getFileName());
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    link(files);
    removeOld(version);
    return true;
  }

  private static void check(String path) throws IOException {
    Path relative = Path.of(path);
    if (path.isEmpty()
        || relative.isAbsolute()
        || path.startsWith("..")
        || !relative.normalize().equals(relative)) {
      throw new IOException("invalid path: " + path);
    }
  }

  private boolean shows(Path current, SortedMap<String, FileContent> files) throws IOException {
    Path real = current.toRealPath();
    Set<String> there = new HashSet<>();
    try (Stream<Path> tree = Files.walk(real)) {
      tree.filter(Files::isRegularFile)
          .forEach(each -> there.add(real.relativize(each).toString()));
    }
    if (!there.equals(files.keySet())) {
      return false;
    }
    for (Map.Entry<String, FileContent> each : files.entrySet()) {
      Path file = real.resolve(each.getKey());
      if (!Arrays.equals(Files.readAllBytes(file), each.getValue().bytes())
          || modeOf(file) != mode(each.getValue())) {
        return false;
      }
    }
    return true;
  }

  private void write(Path version, String path, FileContent content) throws IOException {
    Path file = version.resolve(path);
    Path parent = version;
    for (Path name : Path.of(path).getNameCount() == 1 ? List.<Path>of() : parents(path)) {
      parent = parent.resolve(name);
      if (!Files.exists(parent)) {
        Files.createDirectory(parent);
        directory(parent);
      }
    }
    Files.write(file, content.bytes());
    Files.setAttribute(file, "unix:mode", mode(content));
    if (content.owner().isPresent()) {
      Files.setAttribute(file, "unix:uid", (int) content.owner().getAsLong());
    }
    if (group.isPresent()) {
      Files.setAttribute(file, "unix:gid", (int) group.getAsLong());
    }
  }

  private static List<Path> parents(String path) {
    Path relative = Path.of(path);
    return Stream.iterate(0, i -> i < relative.getNameCount() - 1, i -> i + 1)
        .map(relative::getName)
        .toList();
  }

  private void directory(Path directory) throws IOException {
    if (group.isPresent()) {
      Files.setAttribute(directory, "unix:gid", (int) group.getAsLong());
    }
    Files.setAttribute(
        directory, "unix:mode", DIRECTORY_MODE | (group.isPresent() ? GROUP_DIRECTORY : 0));
  }

  private int mode(FileContent content) {
    return content.mode() | (group.isPresent() ? GROUP_READ : 0);
  }

  private static int modeOf(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  /** The names at the top: one link each into the current version, and none that lead nowhere. */
  private void link(SortedMap<String, FileContent> files) throws IOException {
    Set<String> wanted = new HashSet<>();
    files.keySet().forEach(path -> wanted.add(Path.of(path).getName(0).toString()));
    for (String name : wanted) {
      Path link = volume.resolve(name);
      if (!Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(link, Path.of(CURRENT, name));
      }
    }
    for (Path each : children()) {
      String name = each.getFileName().toString();
      if (!name.startsWith("..") && !wanted.contains(name)) {
        Files.delete(each);
      }
    }
  }

  private void removeOld(Path version) throws IOException {
    for (Path each : children()) {
      if (each.getFileName().toString().startsWith("..version-") && !each.equals(version)) {
        deleteTree(each);
      }
    }
  }

  private List<Path> children() throws IOException {
    try (Stream<Path> list = Files.list(volume)) {
      return list.toList();
    }
  }

  /** Deletes without following links. */
  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
