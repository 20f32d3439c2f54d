package io.quarterdeck.controller.endpointslice;

import static io.quarterdeck.controller.testing.Objects.json;
import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSlicePlannerTest {
  private static final ApiObject SERVICE =
      object(
          """
          {'metadata':{'name':'web','namespace':'default','uid':'s','labels':{'team':'a'}},
           'spec':{'clusterIP':'10.96.0.9','ipFamilies':['IPv4'],'selector':{'app':'web'},
            'ports':[{'name':'http','port':80,'protocol':'TCP','targetPort':'web'}]}}
          """);

  @Test
  void aSliceNamesThePodsThatAnswer() {
    EndpointSlicePlan plan = plan(SERVICE, List.of(pod(1, true)), List.of());

    assertThat(plan.update()).isEmpty();
    assertThat(plan.delete()).isEmpty();
    ApiObject slice = stored(plan.create()).getFirst();
    assertThat(slice)
        .isEqualTo(
            object(
                """
                {'apiVersion':'discovery.k8s.io/v1','kind':'EndpointSlice',
                 'metadata':{'name':'NAME','namespace':'default','generateName':'web-',
                  'ownerReferences':[{'apiVersion':'v1','kind':'Service','name':'web','uid':'s',
                   'controller':true,'blockOwnerDeletion':true}],
                  'labels':{'team':'a','kubernetes.io/service-name':'web',
                   'endpointslice.kubernetes.io/managed-by':'endpointslice-controller.k8s.io'}},
                 'addressType':'IPv4',
                 'endpoints':[{'addresses':['10.244.0.1'],
                  'conditions':{'ready':true,'serving':true,'terminating':false},
                  'nodeName':'n1','zone':'z1',
                  'targetRef':{'kind':'Pod','namespace':'default','name':'p1','uid':'u1'}}],
                 'ports':[{'name':'http','protocol':'TCP','port':8080}]}
                """
                    .replace("NAME", slice.name())));
    assertThat(slice.name()).matches("web-[a-z0-9]{5}");
  }

  @Test
  void nobodyAnsweringIsASliceToo() {
    EndpointSlicePlan plan = plan(SERVICE, List.of(), List.of());

    assertThat(plan.create()).hasSize(1);
    assertThat(plan.create().getFirst().at("endpoints")).isEmpty();
    assertThat(plan(SERVICE, List.of(), plan.create()).isEmpty()).isTrue();
  }

  @Test
  void aTerminatingPodServesWithoutBeingReady() {
    ApiObject pod = pod(1, true);
    pod.json().withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");

    EndpointSlicePlan plan = plan(SERVICE, List.of(pod), List.of());

    assertThat(plan.create().getFirst().at("endpoints").path(0).path("conditions"))
        .isEqualTo(json("{'ready':false,'serving':true,'terminating':true}"));
  }

  @Test
  void notReadyPodsArePublishedWhenTheServiceSaysSo() {
    ApiObject service = SERVICE.copy();
    service
        .json()
        .withObject("/spec")
        .put("publishNotReadyAddresses", true)
        .put("clusterIP", "None");

    ApiObject slice = plan(service, List.of(pod(1, false)), List.of()).create().getFirst();

    assertThat(slice.at("endpoints").path(0).path("conditions"))
        .isEqualTo(json("{'ready':true,'serving':false,'terminating':false}"));
    assertThat(slice.labels()).containsEntry("service.kubernetes.io/headless", "");
  }

  @Test
  void podsWhoseNamedPortsDifferAreInDifferentSlices() {
    ApiObject other = pod(2, true);
    other
        .json()
        .withObject("/spec")
        .set(
            "containers",
            json("{'c':[{'ports':[{'name':'web','containerPort':9090}]}]}").path("c"));

    EndpointSlicePlan plan = plan(SERVICE, List.of(pod(1, true), other), List.of());

    assertThat(plan.create())
        .extracting(slice -> slice.at("ports").path(0).path("port").asInt())
        .containsExactlyInAnyOrder(8080, 9090);
    assertThat(plan.create()).extracting(ApiObject::name).doesNotHaveDuplicates();
  }

  @Test
  void aChangeOfOnePodWritesOneSlice() {
    List<ApiObject> pods = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      pods.add(pod(i, true));
    }
    List<ApiObject> slices = stored(plan(SERVICE, pods, List.of()).create());
    assertThat(slices).hasSize(3);

    pods.set(7, pod(7, false));
    EndpointSlicePlan plan = plan(SERVICE, pods, slices);

    assertThat(plan.create()).isEmpty();
    assertThat(plan.delete()).isEmpty();
    assertThat(plan.update()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverHappensEachPodIsInOneSliceAndThePlanSettles(long seed) {
    Random random = new Random(seed);
    List<ApiObject> slices = List.of();
    for (int round = 0; round < 40; round++) {
      Set<Integer> numbers = new TreeSet<>();
      int count = random.nextInt(60);
      for (int i = 0; i < count; i++) {
        numbers.add(random.nextInt(80));
      }
      List<ApiObject> pods = numbers.stream().map(i -> pod(i, random.nextBoolean())).toList();

      slices = apply(slices, plan(SERVICE, pods, slices));

      List<String> addresses =
          slices.stream()
              .flatMap(slice -> slice.at("endpoints").valueStream())
              .map(each -> each.path("addresses").path(0).asText())
              .toList();
      assertThat(addresses)
          .as("seed %d, round %d", seed, round)
          .containsExactlyInAnyOrderElementsOf(
              numbers.stream().map(i -> "10.244.0." + i).collect(Collectors.toSet()));
      assertThat(slices).isNotEmpty().allMatch(slice -> slice.at("endpoints").size() <= 10);
      assertThat(plan(SERVICE, pods, slices).isEmpty()).isTrue();
    }
  }

  private static EndpointSlicePlan plan(
      ApiObject service, List<ApiObject> pods, List<ApiObject> slices) {
    Set<String> names = slices.stream().map(ApiObject::name).collect(Collectors.toSet());
    return EndpointSlicePlanner.plan(
        service, pods, stored(slices), Map.of("n1", "z1"), 10, names::contains);
  }

  private static List<ApiObject> apply(List<ApiObject> slices, EndpointSlicePlan plan) {
    Set<String> replaced = new HashSet<>();
    plan.update().forEach(each -> replaced.add(each.name()));
    plan.delete().forEach(each -> replaced.add(each.name()));
    List<ApiObject> after = new ArrayList<>();
    slices.stream().filter(each -> !replaced.contains(each.name())).forEach(after::add);
    after.addAll(plan.update());
    after.addAll(plan.create());
    return stored(after);
  }

  private static List<ApiObject> stored(List<ApiObject> slices) {
    return slices.stream().map(each -> ApiObject.parse(each.bytes())).toList();
  }

  private static ApiObject pod(int number, boolean ready) {
    return object(
        """
        {'metadata':{'name':'p%d','namespace':'default','uid':'u%d','labels':{'app':'web'}},
         'spec':{'nodeName':'n1',
          'containers':[{'ports':[{'name':'web','containerPort':8080}]}]},
         'status':{'phase':'Running','podIP':'10.244.0.%d',
          'conditions':[{'type':'Ready','status':'%s'}]}}
        """
            .formatted(number, number, number, ready ? "True" : "False"));
  }
}
