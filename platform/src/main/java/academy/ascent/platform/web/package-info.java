/** What every page shares: rendering, navigation, errors, security headers, static files. Exports Pages, NavigationLink and AscentException. */
@NullMarked
package academy.ascent.platform.web;

import org.jspecify.annotations.NullMarked;
