package io.quarterdeck.schema.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a Go comment says: markers such as {@code +listType=map}, and words.
 *
 * @param markers without their plus sign, in their order
 */
record Comment(List<String> markers, List<String> words) {
  static final Comment EMPTY = new Comment(List.of(), List.of());

  static Comment of(List<String> lines) {
    List<String> markers = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("+")) {
        markers.add(unescape(text.substring(1)));
      } else if (!text.equals("<pre>") && !text.equals("</pre>")) {
        words.add(unescape(line.startsWith(" ") ? line.substring(1) : line));
      }
    }
    return new Comment(List.copyOf(markers), List.copyOf(words));
  }

  /** The value of {@code +name=value}. Markers in brackets, such as alpha ones, are not active. */
  Optional<String> marker(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return markers.stream()
        .filter(marker -> marker.startsWith(name + "="))
        .map(marker -> marker.substring(name.length() + 1).strip())
        .toList();
  }

  /** The words as one text: lines flow together, an empty line ends a paragraph. */
  String flowing() {
    StringBuilder text = new StringBuilder();
    for (String line : words) {
      String word = line.strip();
      if (word.equals("---") || word.startsWith("Protobuf type {")) {
        break;
      }
      boolean atStart = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
      if (word.isEmpty()) {
        text.append(atStart ? "" : "\n\n");
      } else if (!word.startsWith("TODO")) {
        text.append(atStart ? "" : " ").append(word);
      }
    }
    return text.toString().strip();
  }

  private static String unescape(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#64;", "@")
        .replace("&#42;", "*")
        .replace("&#47;", "/")
        .replace("&#92;", "\\")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
