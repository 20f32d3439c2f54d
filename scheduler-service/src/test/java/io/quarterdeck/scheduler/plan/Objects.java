package io.quarterdeck.scheduler.plan;

import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pods and nodes for tables, in JSON with single quotes. */
public final class Objects {
  private Objects() {}

  public static ApiObject pod(String spec) {
    return parse(
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'default','uid':'u'},"
            + "'spec':{"
            + spec
            + "}}");
  }

  /** A pod with one container that requests this. */
  public static ApiObject requesting(String requests) {
    return pod("'containers':[{'name':'c','resources':{'requests':{" + requests + "}}}]");
  }

  /** A pod on a node, of a priority, with one container that requests this. */
  public static ApiObject placed(int priority, String requests) {
    ApiObject pod = requesting(requests).copy();
    pod.json().withObject("/spec").put("nodeName", "n").put("priority", priority);
    return pod;
  }

  /** A node with 4 CPUs, 8 GiB and room for 10 pods. */
  public static ApiObject node(String name, String labels, String spec) {
    return node(name, labels, spec, "'cpu':'4','memory':'8Gi','pods':'10'");
  }

  public static ApiObject node(String name, String labels, String spec, String allocatable) {
    return parse(
        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'"
            + name
            + "','labels':{"
            + labels
            + "}},'spec':{"
            + spec
            + "},'status':{'allocatable':{"
            + allocatable
            + "}}}");
  }

  public static ApiObject node() {
    return node("n", "", "");
  }

  public static NodeState empty(ApiObject node) {
    return NodeState.of(node, List.of());
  }

  public static ApiObject parse(String text) {
    return ApiObject.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
