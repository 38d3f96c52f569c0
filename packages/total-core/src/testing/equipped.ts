/** Set up before each test file: the library as it is in Node, with its kernels, and able to read keys for sinks of groups that tests make. */
import { readKeys } from "../decode/key-reading.js";
import { equip } from "../equip.js";

equip();
readKeys();
