package io.cellsearch.frames;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.cellsearch.core.space.ParameterValue;
import java.io.IOException;

/**
 * Parameter values as plain JSON scalars. Reals always carry a point or an exponent and whole
 * numbers never do, so the kind survives the way.
 */
final class ParameterValueJson {
  private ParameterValueJson() {}

  static final class Writer extends StdSerializer<ParameterValue> {
    private static final long serialVersionUID = 1;

    Writer() {
      super(ParameterValue.class);
    }

    @Override
    public void serialize(ParameterValue value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value instanceof ParameterValue.Real real) {
        out.writeNumber(real.value());
      } else if (value instanceof ParameterValue.Int whole) {
        out.writeNumber(whole.value());
      } else if (value instanceof ParameterValue.Text text) {
        out.writeString(text.value());
      } else if (value instanceof ParameterValue.Flag flag) {
        out.writeBoolean(flag.value());
      }
    }
  }

  static final class Reader extends StdDeserializer<ParameterValue> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(ParameterValue.class);
    }

    @Override
    public ParameterValue deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return switch (in.currentToken()) {
        case VALUE_NUMBER_FLOAT -> new ParameterValue.Real(in.getDoubleValue());
        case VALUE_NUMBER_INT -> new ParameterValue.Int(in.getLongValue());
        case VALUE_STRING -> new ParameterValue.Text(in.getText());
        case VALUE_TRUE, VALUE_FALSE -> new ParameterValue.Flag(in.getBooleanValue());
        default -> (ParameterValue) context.handleUnexpectedToken(ParameterValue.class, in);
      };
    }
  }
}
