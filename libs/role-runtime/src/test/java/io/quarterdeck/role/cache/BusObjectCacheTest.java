package io.quarterdeck.role.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BusObjectCacheTest {
  private static final ObjectKey KEY = new ObjectKey("default", "settings");
  private static final String OBJECT =
      """
      {"metadata":{"name":"settings","namespace":"default","uid":"u","resourceVersion":"7",
       "labels":{"a":"b"},"annotations":{"c":"d"},"managedFields":[{"manager":"kubectl"}],
       "finalizers":["orphan"],"deletionTimestamp":"2026-01-01T00:00:00Z",
       "ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p","uid":"o","controller":true}]},
       "apiVersion":"v1","kind":"ConfigMap","data":{"key":"value"}}""";

  private final Topics topics = new Topics("test");
  private final BusObjectCache cache = new BusObjectCache(topics);
  private final List<ObjectChange> changes = new ArrayList<>();

  @Test
  void keepsOfSomeResourcesWhatHoldsObjectsAlone() {
    cache.subscribeMetadata(Resources.CONFIG_MAPS);
    cache.onChange(Resources.CONFIG_MAPS, changes::add);
    show(Resources.CONFIG_MAPS);

    ApiObject kept = cache.metadata(Resources.CONFIG_MAPS, KEY).orElseThrow();
    ApiObject whole = ApiObject.parse(OBJECT.getBytes(StandardCharsets.UTF_8));
    assertThat(kept.key()).isEqualTo(KEY);
    assertThat(kept.uid()).isEqualTo("u");
    assertThat(kept.resourceVersion()).isEqualTo("7");
    assertThat(kept.finalizers()).isEqualTo(whole.finalizers());
    assertThat(kept.ownerReferences()).isEqualTo(whole.ownerReferences());
    assertThat(kept.deletionTime()).isEqualTo(whole.deletionTime());
    assertThat(kept.json().toString()).doesNotContain("labels", "annotations", "managed", "value");
    assertThat(cache.held(Resources.CONFIG_MAPS)).containsExactly(kept);
    assertThat(changes).extracting(ObjectChange::after).containsExactly(Optional.of(kept));
  }

  @Test
  void tellsOfAResourceOnlyWhoAskedForIt() {
    cache.subscribe(Resources.CONFIG_MAPS);
    cache.subscribe(Resources.SECRETS);
    cache.onChange(Resources.SECRETS, changes::add);
    show(Resources.CONFIG_MAPS);
    assertThat(changes).isEmpty();
    show(Resources.SECRETS);
    assertThat(changes).extracting(ObjectChange::type).containsExactly(Resources.SECRETS);
  }

  /** Who needs the whole object must not take its shadow for it. */
  @Test
  void refusesToPassWhatItKeepsOffAsWhole() {
    cache.subscribeMetadata(Resources.CONFIG_MAPS);
    show(Resources.CONFIG_MAPS);

    assertThat(cache.holds(Resources.CONFIG_MAPS)).isTrue();
    assertThatThrownBy(() -> cache.get(Resources.CONFIG_MAPS, KEY))
        .hasMessage("this role holds only the metadata of configmaps");
    assertThatThrownBy(() -> cache.list(Resources.CONFIG_MAPS, "default"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cache.metadata(Resources.PODS, KEY))
        .hasMessage("this role does not hold pods");
  }

  @Test
  void holdsWholeObjectsAsSoonAsOneNeedsThem() {
    cache.subscribe(Resources.CONFIG_MAPS);
    cache.subscribeMetadata(Resources.CONFIG_MAPS);
    cache.subscribeMetadata(Resources.SECRETS);
    cache.subscribe(Resources.SECRETS);
    show(Resources.CONFIG_MAPS);
    show(Resources.SECRETS);

    for (ResourceType type : List.of(Resources.CONFIG_MAPS, Resources.SECRETS)) {
      assertThat(cache.get(type, KEY).orElseThrow().text("data", "key")).isEqualTo("value");
      assertThat(cache.metadata(type, KEY).orElseThrow().labels()).containsEntry("a", "b");
    }
  }

  private void show(ResourceType type) {
    cache.record(
        new ConsumerRecord<>(
            topics.objects(type),
            0,
            0,
            "default/settings",
            OBJECT.getBytes(StandardCharsets.UTF_8)));
  }
}
