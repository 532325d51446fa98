package dap.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DidYouMeanTest {

    private static final List<String> KNOWN =
            List.of("ipv_cri_kbv", "ipv_cri_fraud", "auth_account_creation");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth_acount_creation",
                "auth_account_craetion",
                "AUTH-ACCOUNT-CREATION",
                "auth_account_creations"
            })
    void aSlipOfTheKeyboardIsRecognised(String slip) {
        assertThat(DidYouMean.closest(slip, KNOWN)).hasValue("auth_account_creation");
    }

    @Test
    void anotherNameIsNotGuessedAt() {
        assertThat(DidYouMean.closest("ipv_cri_dl", KNOWN)).isEmpty();
    }

    @Test
    void theSameNameIsNoSuggestion() {
        assertThat(DidYouMean.closest("ipv_cri_kbv", KNOWN)).isEmpty();
    }
}
