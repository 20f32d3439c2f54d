package io.quarterdeck.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.regex.Pattern;

/**
 * Lets clients ask by POST for their connection to be upgraded, as those of Kubernetes do that
 * speak SPDY: Vert.x hands out the socket of a GET alone, so that is what it is shown.
 */
final class PostUpgrades extends ChannelInboundHandlerAdapter {
  /** Where Kubernetes has such streams: elsewhere a POST is a POST, whatever its headers ask. */
  private static final Pattern STREAMS =
      Pattern.compile("^[^?]*/pods/[^/?]+/(exec|attach|portforward)(\\?|$)");

  private static final String DECODER = "httpDecoder";
  private static final String VERTX_HANDLER = "handler";

  static void allow(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      ChannelPipeline pipeline = server.channelHandlerContext().pipeline();
      // HTTP/2 has no such decoder, and no upgrades.
      if (pipeline.get(DECODER) != null) {
        pipeline.addBefore(VERTX_HANDLER, "post-upgrades", new PostUpgrades());
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request
        && request.method().equals(HttpMethod.POST)
        && request.headers().contains(HttpHeaderNames.UPGRADE)
        && STREAMS.matcher(request.uri()).find()) {
      request.setMethod(HttpMethod.GET);
    }
    context.fireChannelRead(message);
  }
}
