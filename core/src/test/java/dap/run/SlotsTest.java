package dap.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private final Slots slots = new Slots(2);
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void asMuchGoesOnAtOnceAsThereAreSlotsAndNoMore() {
        CyclicBarrier two = new CyclicBarrier(2);
        List<Callable<Integer>> work =
                IntStream.range(0, 8)
                        .<Callable<Integer>>mapToObj(i -> () -> slots.take(() -> meet(two, i)))
                        .toList();

        Slots.together(work);

        assertThat(most).hasValue(2);
    }

    @Test
    void whatCameOfTheWorkIsInItsOrder() {
        List<Callable<Integer>> work =
                IntStream.range(0, 50)
                        .<Callable<Integer>>mapToObj(i -> () -> slots.take(() -> i))
                        .toList();

        assertThat(Slots.together(work))
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    private int meet(CyclicBarrier other, int i) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            int _ = other.await(30, TimeUnit.SECONDS);
            return i;
        } catch (Exception e) {
            throw new IllegalStateException("nobody else was at work", e);
        } finally {
            int _ = now.decrementAndGet();
        }
    }
}
