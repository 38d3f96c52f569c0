#!/usr/bin/env node
import { compiled } from "./compiled.js";

compiled(__dirname).runInThisContext()(require);
