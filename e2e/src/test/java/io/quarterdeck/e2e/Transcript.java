package io.quarterdeck.e2e;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands and what they print, as a terminal would show them: {@code $} begins a command, {@code
 * >} goes on with it, output follows, and an exit code other than 0 stands in brackets after it.
 * Lines that begin with {@code #} after an empty line are remarks.
 */
record Transcript(List<Step> steps) {
  private static final Pattern EXIT = Pattern.compile("\\[(\\d+)]");

  /** One command, with the remarks before it. Output ends without a line break. */
  record Step(String remarks, String command, String output, int exitCode) {

    Step with(String output, int exitCode) {
      return new Step(remarks, command, output.stripTrailing(), exitCode);
    }

    /** What has to be the same in every run. */
    String outcome() {
      String code = exitCode == 0 ? "" : "[" + exitCode + "]\n";
      return output.isEmpty() ? code : output + "\n" + code;
    }

    private String text() {
      return remarks + "$ " + command.replace("\n", "\n> ") + "\n" + outcome();
    }
  }

  static Transcript parse(String text) {
    List<Step> steps = new ArrayList<>();
    List<String> block = new ArrayList<>();
    boolean started = false;
    String before = "";
    for (String line : text.lines().toList()) {
      boolean remark = before.isEmpty() && line.startsWith("#");
      if (started && (line.startsWith("$ ") || remark)) {
        steps.add(step(block));
        block.clear();
        started = false;
      }
      started |= line.startsWith("$ ");
      block.add(line);
      before = line;
    }
    steps.add(step(block));
    return new Transcript(steps);
  }

  private static Step step(List<String> block) {
    Iterator<String> lines = block.iterator();
    StringBuilder remarks = new StringBuilder();
    String line = lines.next();
    while (!line.startsWith("$ ")) {
      remarks.append(line).append('\n');
      line = lines.next();
    }
    StringBuilder command = new StringBuilder(line.substring(2));
    StringBuilder output = new StringBuilder();
    boolean asked = true;
    int exitCode = 0;
    while (lines.hasNext()) {
      line = lines.next();
      Matcher exit = EXIT.matcher(line);
      if (asked && line.startsWith("> ")) {
        command.append('\n').append(line.substring(2));
        continue;
      }
      asked = false;
      if (exit.matches()) {
        exitCode = Integer.parseInt(exit.group(1));
      } else {
        output.append(line).append('\n');
      }
    }
    return new Step(
        remarks.toString(), command.toString(), output.toString().stripTrailing(), exitCode);
  }

  /** The form that {@link #parse} reads, with an empty line between steps. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(text.isEmpty() ? "" : "\n").append(step.text());
    }
    return text.toString();
  }
}
