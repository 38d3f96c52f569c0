#!/usr/bin/env node
import { Bundles, COMMAND } from "./start/bundles.js";

new Bundles(__dirname, require).load(COMMAND);
