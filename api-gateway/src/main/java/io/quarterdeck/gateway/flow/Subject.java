package io.quarterdeck.gateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.authn.User;

/** Whose requests a rule of a FlowSchema is about. Pure. */
sealed interface Subject {
  String EVERY = "*";
  String ACCOUNT_PREFIX = "system:serviceaccount:";

  boolean isOne(User user);

  static Subject of(JsonNode subject) {
    return switch (subject.path("kind").asText()) {
      case "User" -> new Named(subject.at("/user/name").asText());
      case "Group" -> new InGroup(subject.at("/group/name").asText());
      default ->
          new Account(
              subject.at("/serviceAccount/namespace").asText(),
              subject.at("/serviceAccount/name").asText());
    };
  }

  /** A user by name. */
  record Named(String name) implements Subject {
    @Override
    public boolean isOne(User user) {
      return name.equals(EVERY) || name.equals(user.name());
    }
  }

  /** Everybody in a group. */
  record InGroup(String name) implements Subject {
    @Override
    public boolean isOne(User user) {
      return name.equals(EVERY) || user.isIn(name);
    }
  }

  /** One service account of a namespace, or all of them. */
  record Account(String namespace, String name) implements Subject {
    @Override
    public boolean isOne(User user) {
      String prefix = ACCOUNT_PREFIX + namespace + ":";
      return name.equals(EVERY)
          ? user.name().startsWith(prefix)
          : user.name().equals(prefix + name);
    }
  }
}
