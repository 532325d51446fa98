package dap.run;

import dap.catalog.RawFault;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.EventName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// RAW objects of an event that are not as they should be, in words.
final class ObjectFaults {

    private ObjectFaults() {}

    /// Absent where there are none.
    static Optional<DapException> of(EventName event, List<RawFault> faults) {
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> states = new LinkedHashMap<>();
        faults.forEach(fault -> states.merge(fault.state().text(), 1, Integer::sum));
        RawFault first = faults.getFirst();
        return Optional.of(
                new DapException(
                        ErrorCode.RAW_CHANGED,
                        "%s: RAW objects are not as they should be: %s; the first is %s%s."
                                .formatted(
                                        event,
                                        states.entrySet().stream()
                                                .map(state ->
                                                        "%,d %s"
                                                                .formatted(
                                                                        state.getValue(),
                                                                        state.getKey()))
                                                .collect(Collectors.joining(", ")),
                                        first.key(),
                                        first.detail().isEmpty()
                                                ? ""
                                                : ", which " + first.detail()),
                        first.remedy() + ". 'dap ledger' lists them all."));
    }
}
