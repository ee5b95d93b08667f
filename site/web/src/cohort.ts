import { copyButtons } from "./lib/copy";
import { moveInMatrix } from "./lib/matrix";

copyButtons();
moveInMatrix();
