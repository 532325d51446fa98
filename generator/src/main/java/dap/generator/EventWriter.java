package dap.generator;

import java.time.LocalDate;
import java.util.List;

/// Writes events of one day as JSON lines.
final class EventWriter {

    // Keys of draws that belong to the envelope; those of shapes lie above 2^20, or below 0.
    private static final long SESSION = 1;
    private static final long PERSISTENT = 2;
    private static final long IP = 3;
    private static final long PHONE = 4;
    private static final long EVENT = 1_000;

    private static final String EVENT_ID = "{\"event_id\":\"";
    private static final String EVENT_NAME = "\",\"event_name\":\"";
    private static final String TIMESTAMP = "\",\"timestamp\":";
    private static final String FORMATTED = ",\"timestamp_formatted\":\"";
    private static final String MILLIS = "\",\"event_timestamp_ms\":";
    private static final String MILLIS_FORMATTED = ",\"event_timestamp_ms_formatted\":\"";
    private static final String COMPONENT = "\",\"component_id\":\"";
    private static final String CLIENT = "\",\"client_id\":\"";
    private static final String USER = "\",\"user\":{";
    private static final String EXTENSIONS = ",\"extensions\":";
    private static final String RESTRICTED = ",\"restricted\":";
    private static final String END = ",\"txma\":{\"configVersion\":\"1.0.4\"}}\n";
    private static final String USER_ID = "urn:fdc:gov.uk:2022:";
    private static final String MAIL_DOMAIN = "@example.com";

    /// Numbers that Ofcom sets aside for drama: no one's telephone.
    private static final String TELEPHONE = "07700900";

    /// Networks that RFC 5737 sets aside for examples: no one's address.
    private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

    private final LocalDate day;
    private final LineBuffer out;

    EventWriter(LocalDate day, LineBuffer out) {
        this.day = day;
        this.out = out;
    }

    /// @param second of the day
    /// @param step of the journey, from 0
    void write(EventSpec event, Journey journey, int second, int step) {
        long own = journey.draw(EVENT + step);
        Moment moment = new Moment(day, second, SeededRandom.bounded(own, 1_000));
        out.add(EVENT_ID);
        out.uuid(own);
        out.add(EVENT_NAME);
        out.add(event.name());
        writeTime(event, moment);
        out.add(COMPONENT);
        out.add(event.component());
        if (event.clientId()) {
            out.add(CLIENT);
            out.add(journey.relyingParty().clientId());
        }
        writeUser(event, journey);
        writeShapes(event, new EventShape.Scene(journey, event.component(), moment));
        out.add(END);
    }

    private void writeTime(EventSpec event, Moment moment) {
        out.add(TIMESTAMP);
        out.number(moment.epochSecond());
        out.add(FORMATTED);
        moment.write(out, 0);
        if (event.milliseconds()) {
            out.add(MILLIS);
            out.number(moment.epochMilli());
            out.add(MILLIS_FORMATTED);
            moment.write(out, moment.milli());
        }
    }

    private void writeUser(EventSpec event, Journey journey) {
        out.add(USER);
        for (int i = 0; i < event.user().size(); i++) {
            if (i > 0) {
                out.add(',');
            }
            EventSpec.UserField field = event.user().get(i);
            out.add(field.key());
            writeUserField(field, journey);
            out.add('"');
        }
        out.add('}');
    }

    private void writeUserField(EventSpec.UserField field, Journey journey) {
        switch (field) {
            case USER -> {
                out.add(USER_ID);
                out.base64(journey.user(), 43);
            }
            case JOURNEY -> out.base64(journey.seed(), 27);
            case SESSION -> out.base64(journey.draw(SESSION), 27);
            case PERSISTENT -> out.base64(SeededRandom.mix(journey.user(), PERSISTENT), 27);
            case IP -> {
                long random = journey.draw(IP);
                out.add(NETWORKS.get(SeededRandom.bounded(random, NETWORKS.size())));
                out.number(1 + (random & 127));
            }
            case EMAIL -> {
                out.hex(journey.user(), 12);
                out.add(MAIL_DOMAIN);
            }
            case PHONE -> {
                out.add(TELEPHONE);
                out.digits(SeededRandom.mix(journey.user(), PHONE) & 511, 3);
            }
        }
    }

    private void writeShapes(EventSpec event, EventShape.Scene scene) {
        if (event.extensions().isPresent()) {
            out.add(EXTENSIONS);
            event.extensions().get().write(scene, out);
        }
        if (event.restricted().isPresent()) {
            out.add(RESTRICTED);
            event.restricted().get().write(scene, out);
        }
    }
}
