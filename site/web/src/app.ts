import { followTheme } from "./lib/theme";
import { guardForms } from "./lib/forms";
import { localiseTimes } from "./lib/times";

followTheme();
guardForms();
localiseTimes();
