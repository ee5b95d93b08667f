package academy.ascent.platform.account;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.site.account.AccountPage;
import io.micronaut.core.order.Ordered;

/** What a feature shows on everyone's account page; every bean of this type is asked, in its order. */
public interface AccountSection extends Ordered {

    /** The section for this person. */
    AccountPage.Section section(SignedIn person);
}
