#!/usr/bin/env node
import { compiled } from "./start/compiled.js";

compiled(__dirname).runInThisContext()(require);
