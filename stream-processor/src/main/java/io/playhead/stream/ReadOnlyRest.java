package io.playhead.stream;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBuf;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPipeline;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.QueryStringDecoder;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;

/**
 * Flink's REST interface for looking alone. Flink's own {@code web.submit.enable} and {@code
 * web.cancel.enable} take buttons and uploads away; whoever reaches the port can still submit a
 * job, which is code, by {@code POST /jobs}, and cancel one. Found by Flink as a service, once per
 * REST server; its handlers run on Netty's threads, one for each connection.
 */
public final class ReadOnlyRest implements InboundChannelHandlerFactory {
  /** Off, unless a cluster says so: on clusters, operators work through REST. */
  static final ConfigOption<Boolean> READ_ONLY =
      ConfigOptions.key("playhead.rest.read-only").booleanType().defaultValue(false);

  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private static final byte[] REFUSAL =
      "{\"errors\":[\"This interface is for reading alone.\"]}".getBytes(StandardCharsets.UTF_8);

  @Override
  public int priority() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Optional<ChannelHandler> createHandler(
      Configuration configuration, Map<String, String> responseHeaders) {
    return configuration.get(READ_ONLY) ? Optional.of(new Placement()) : Optional.empty();
  }

  /** Whether a request changes nothing; some of Flink's cancel by GET. */
  static boolean isReading(HttpMethod method, String uri) {
    return READING.contains(method) && !new QueryStringDecoder(uri).path().contains("/yarn-");
  }

  /**
   * Flink puts handlers of others behind the one that writes uploads to disk; this one goes before
   * it.
   */
  private static final class Placement extends ChannelInboundHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      ChannelPipeline pipeline = context.pipeline();
      String codec = pipeline.context(HttpServerCodec.class).name();
      pipeline.addAfter(codec, "read-only", new Gate());
      pipeline.remove(this);
    }
  }

  /** Lets through what reads; answers anything else and ends its connection. */
  private static final class Gate extends ChannelInboundHandlerAdapter {
    private boolean closing;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (closing) {
        ReferenceCountUtil.release(message); // the rest of what was refused
      } else if (message instanceof HttpRequest request
          && !isReading(request.method(), request.uri())) {
        closing = true;
        ReferenceCountUtil.release(message);
        refuse(context);
      } else {
        context.fireChannelRead(message);
      }
    }

    private static void refuse(ChannelHandlerContext context) {
      ByteBuf body = Unpooled.wrappedBuffer(REFUSAL);
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN, body);
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8");
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
      response.headers().set(HttpHeaderNames.CONNECTION, "close");
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
