package dap.generator;

import java.util.List;

/// A piece of JSON, partly fixed, partly drawn.
sealed interface EventShape {

    /// What one event lends to its shapes.
    ///
    /// @param component the event's `component_id`
    record Scene(Journey journey, String component, Moment moment) {}

    void write(Scene scene, LineBuffer out);

    record Text(String ascii) implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            out.add(ascii);
        }
    }

    record Sequence(List<EventShape> parts) implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).write(scene, out);
            }
        }
    }

    record Pick(long key, Weights<EventShape> shapes) implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            shapes.pick(scene.journey().draw(key)).write(scene, out);
        }
    }

    record Int(long key, int from, int to) implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            out.number(from + SeededRandom.bounded(scene.journey().draw(key), to - from + 1));
        }
    }

    record Seconds(long key, int from, int to) implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            int offset = from + SeededRandom.bounded(scene.journey().draw(key), to - from + 1);
            out.number(scene.moment().epochSecond() + offset);
        }
    }

    record Hex(long key, int length) implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            for (int done = 0; done < length; done += 16) {
                out.hex(scene.journey().draw(key + done), Math.min(16, length - done));
            }
        }
    }

    record Base64(long key, int length) implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            out.base64(scene.journey().draw(key), length);
        }
    }

    record Uuid(long key) implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            out.uuid(scene.journey().draw(key));
        }
    }

    record Component() implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            out.add(scene.component());
        }
    }

    record Client() implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            out.add(scene.journey().relyingParty().clientId());
        }
    }

    record ClientName() implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            out.add(scene.journey().relyingParty().displayName());
        }
    }

    record ClientService() implements EventShape {
        @Override
        public void write(Scene scene, LineBuffer out) {
            out.add(scene.journey().relyingParty().name());
        }
    }
}
