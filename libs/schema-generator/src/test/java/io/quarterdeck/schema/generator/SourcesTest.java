package io.quarterdeck.schema.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {

  @Test
  void readsActiveMarkersAndWords() {
    Comment comment =
        Comment.of(
            List.of(
                " <pre>",
                " First line",
                " and its end. It may say +listType=set.",
                "",
                " Next paragraph.",
                " +listType=map",
                " +listMapKey=a",
                " +listMapKey=b",
                " +k8s:alpha(since: \"1.36\")=+k8s:default=1",
                " +default=&quot;x&quot;",
                " </pre>"));
    assertThat(comment.marker("listType")).contains("map");
    assertThat(comment.all("listMapKey")).containsExactly("a", "b");
    assertThat(comment.marker("default")).contains("\"x\"");
    assertThat(comment.flowing())
        .isEqualTo("First line and its end. It may say +listType=set.\n\nNext paragraph.");
  }

  @Test
  void readsMessages() {
    String source =
        """
          public interface ThingOrBuilder extends
              // @@protoc_insertion_point(interface_extends:k8s.io.api.core.v1.Thing)
            /**
             * <pre>
             * +listType=atomic
             * </pre>
             *
             * <code>repeated string args = 1;</code>
             */
            /**
             * <code>map&lt;string, .k8s.io.api.core.v1.Other&gt; others = 2;</code>
             */
          /**
           * <pre>
           * A thing.
           * +structType=atomic
           * </pre>
           *
           * Protobuf type {@code k8s.io.api.core.v1.Thing}
           */
        """;
    List<ProtoMessage> messages = ProtoMessage.parse(source.lines().iterator());
    assertThat(messages).hasSize(1);
    ProtoMessage thing = messages.getFirst();
    assertThat(thing.comment().marker("structType")).contains("atomic");
    assertThat(thing.fields()).containsOnlyKeys("args", "others");
    assertThat(thing.fields().values())
        .extracting(ProtoMessage.Field::type)
        .containsExactlyInAnyOrder("string", "map<string, .k8s.io.api.core.v1.Other>");
  }

  @Test
  void readsModels() {
    ModelClass model =
        ModelClass.parse(
            "V1Thing",
            """
            @ApiModel(description = "A \\"thing\\".")
            public class V1Thing {
              public static final String SERIALIZED_NAME_ENUM = "enum";
              @SerializedName(SERIALIZED_NAME_ENUM)
              @jakarta.annotation.Nonnull
              private List<String> _enum = new ArrayList<>();
              /**
               * @return _enum
               */
              @jakarta.annotation.Nonnull
              @ApiModelProperty(required = true, value = "Its values.")
              public List<String> getEnum() {
            """);
    assertThat(model)
        .isEqualTo(
            new ModelClass(
                "V1Thing",
                "A \"thing\".",
                List.of(new ModelClass.Field("enum", "List<String>", true, "Its values."))));
  }
}
