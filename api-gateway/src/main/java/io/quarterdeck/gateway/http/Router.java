package io.quarterdeck.gateway.http;

import io.quarterdeck.gateway.component.ComponentStatuses;
import io.quarterdeck.gateway.discovery.Documents;
import io.quarterdeck.gateway.metrics.Scrape;
import io.quarterdeck.gateway.node.PodLogs;
import io.quarterdeck.gateway.node.PodStreams;
import io.quarterdeck.gateway.proxy.Proxying;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.gateway.subresource.AccountTokens;
import io.quarterdeck.gateway.subresource.Binding;
import io.quarterdeck.gateway.subresource.Reviews;
import io.quarterdeck.gateway.subresource.Scaling;
import io.quarterdeck.gateway.verb.Creation;
import io.quarterdeck.gateway.verb.Deletions;
import io.quarterdeck.gateway.verb.Evictions;
import io.quarterdeck.gateway.verb.Part;
import io.quarterdeck.gateway.verb.Patches;
import io.quarterdeck.gateway.verb.Reads;
import io.quarterdeck.gateway.verb.Updates;
import io.quarterdeck.gateway.watch.Watches;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Hands a request to what carries it out. */
@Singleton
public class Router {
  private final Documents documents;
  private final Scrape scrape;
  private final Creation creation;
  private final Reads reads;
  private final ComponentStatuses components;
  private final Watches watches;
  private final Updates updates;
  private final Patches patches;
  private final Deletions deletions;
  private final Subresources subresources;

  Router(
      Documents documents,
      Scrape scrape,
      Creation creation,
      Reads reads,
      ComponentStatuses components,
      Watches watches,
      Updates updates,
      Patches patches,
      Deletions deletions,
      Subresources subresources) {
    this.documents = documents;
    this.scrape = scrape;
    this.creation = creation;
    this.reads = reads;
    this.components = components;
    this.watches = watches;
    this.updates = updates;
    this.patches = patches;
    this.deletions = deletions;
    this.subresources = subresources;
  }

  Uni<Reply> route(Call call) {
    RequestInfo info = call.info();
    if (!info.isResource()) {
      return info.path().equals(Scrape.PATH)
          ? scrape.get(call)
          : Uni.createFrom().item(documents.get(call));
    }
    Kind kind =
        Kinds.builtIn()
            .resource(info.group(), info.version(), info.resource())
            .orElseThrow(Failures::noSuchPath);
    if (kind.type().namespaced() == info.namespace().isEmpty() && !coversAllNamespaces(info)) {
      throw info.name().isEmpty() ? Failures.methodNotAllowed() : Failures.noSuchPath();
    }
    if (info.subresource().isEmpty()) {
      return object(call, kind);
    }
    if (info.verb().equals("watch")) {
      throw Failures.noSuchPath();
    }
    return subresources.route(call, kind);
  }

  private static boolean coversAllNamespaces(RequestInfo info) {
    return info.namespace().isEmpty()
        && info.name().isEmpty()
        && (info.verb().equals("list") || info.verb().equals("watch"));
  }

  private Uni<Reply> object(Call call, Kind kind) {
    return kind.isStored() ? stored(call, kind) : unstored(call, kind);
  }

  private Uni<Reply> stored(Call call, Kind kind) {
    String verb = call.info().verb();
    // A path may say watch, whatever the method.
    boolean writes = verb.equals("watch") && !call.method().equals("GET");
    if (writes || !kind.verbs().contains(verb)) {
      return notAllowed();
    }
    return switch (verb) {
      case "get" -> reads.get(call, kind);
      case "list" -> reads.list(call, kind);
      case "watch" -> watches.watch(call, kind);
      case "create" -> named(call) ? notAllowed() : creation.create(call, kind);
      case "update" -> named(call) ? updates.update(call, kind, Part.OBJECT) : notAllowed();
      case "patch" -> named(call) ? patches.patch(call, kind, Part.OBJECT) : notAllowed();
      case "delete" -> deletions.delete(call, kind);
      case "deletecollection" -> deletions.deleteAll(call, kind);
      default -> notAllowed();
    };
  }

  /** Objects that are made when somebody asks for them, and those that only ask something. */
  private Uni<Reply> unstored(Call call, Kind kind) {
    String verb = call.info().verb();
    if (verb.equals("watch")) {
      return Uni.createFrom().failure(Failures.notSupported(kind.type(), verb));
    }
    if (!kind.verbs().contains(verb)) {
      return notAllowed();
    }
    return switch (verb) {
      case "get" -> components.get(call, kind);
      case "list" -> components.list(call, kind);
      case "create" -> named(call) ? notAllowed() : subresources.ask(call, kind);
      default -> notAllowed();
    };
  }

  private static boolean named(Call call) {
    return !call.info().name().isEmpty();
  }

  static Uni<Reply> notAllowed() {
    return Uni.createFrom().failure(Failures.methodNotAllowed());
  }

  /** The subresources, which only some kinds have. */
  @Singleton
  static class Subresources {
    private final Updates updates;
    private final Patches patches;
    private final Reads reads;
    private final Scaling scaling;
    private final Binding binding;
    private final Evictions evictions;
    private final AccountTokens tokens;
    private final PodLogs logs;
    private final PodStreams streams;
    private final Proxying proxying;
    private final Reviews reviews;

    Subresources(
        Updates updates,
        Patches patches,
        Reads reads,
        Scaling scaling,
        Binding binding,
        Evictions evictions,
        AccountTokens tokens,
        PodLogs logs,
        PodStreams streams,
        Proxying proxying,
        Reviews reviews) {
      this.updates = updates;
      this.patches = patches;
      this.reads = reads;
      this.scaling = scaling;
      this.binding = binding;
      this.evictions = evictions;
      this.tokens = tokens;
      this.logs = logs;
      this.streams = streams;
      this.proxying = proxying;
      this.reviews = reviews;
    }

    /** A review is answered; a binding, the only other one, is done. */
    Uni<Reply> ask(Call call, Kind kind) {
      return Reviews.serves(kind)
          ? Uni.createFrom().item(reviews.create(call, kind))
          : binding.create(call);
    }

    Uni<Reply> route(Call call, Kind kind) {
      String subresource = call.info().subresource();
      String verb = call.info().verb();
      if (!kind.has(subresource)) {
        throw Failures.noSuchPath();
      }
      if (subresource.equals(RequestInfo.PROXY)) {
        return proxying.connect(call, kind);
      }
      return switch (subresource + " " + verb) {
        case "status get" -> reads.get(call, kind);
        case "status update" -> updates.update(call, kind, Part.STATUS);
        case "status patch" -> patches.patch(call, kind, Part.STATUS);
        case "approval get" -> reads.get(call, kind);
        case "approval update" -> updates.update(call, kind, Part.APPROVAL);
        case "approval patch" -> patches.patch(call, kind, Part.APPROVAL);
        case "ephemeralcontainers get" -> reads.get(call, kind);
        case "ephemeralcontainers update" -> updates.update(call, kind, Part.EPHEMERAL_CONTAINERS);
        case "ephemeralcontainers patch" -> patches.patch(call, kind, Part.EPHEMERAL_CONTAINERS);
        case "resize get" -> reads.get(call, kind);
        case "resize update" -> updates.update(call, kind, Part.RESIZE);
        case "resize patch" -> patches.patch(call, kind, Part.RESIZE);
        case "scale get" -> scaling.get(call, kind);
        case "scale update" -> scaling.update(call, kind);
        case "scale patch" -> scaling.patch(call, kind);
        case "eviction create" -> evictions.create(call, kind);
        case "binding create" -> binding.create(call);
        case "token create" -> tokens.create(call, kind);
        case "log get" -> logs.get(call, kind);
        case "exec create", "attach create", "portforward create" ->
            streams.connect(call, kind, subresource);
        case "finalize update" -> updates.update(call, kind, Part.FINALIZE);
        default -> notAllowed();
      };
    }
  }
}
