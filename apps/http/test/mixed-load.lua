-- For wrk: requests of all kinds in turn, each answer checked against what its kind deserves.
-- A request is named after its kind, and the service gives an answer the name of its request.

local JSON = "application/json"
local PROBLEM = "application/problem+json"

local function post(content_type, body, status, answer, path)
  return {
    method = "POST", path = path or "/total", headers = { ["Content-Type"] = content_type },
    body = body, status = status, answer = answer,
  }
end

local function get(path, status, answer, headers, method)
  return { method = method or "GET", path = path, headers = headers or {}, status = status, answer = answer }
end

local long = {}
for i = 1, 20000 do long[i] = "0.1" end

local kinds = {
  get("/livez", 200, '{"status":"ok"}'),
  get("/total", 200, '{"total":3}'),
  get("/total", 200, "3\n", { Accept = "text/plain" }),
  get("/numbers", 200, "[0,1,2]"),
  get("/total", 406, '"status":406', { Accept = "image/png" }),
  get("/total", 405, '"status":405', {}, "DELETE"),
  get("/total", 204, "", {}, "OPTIONS"),
  get("/nowhere", 404, '"status":404'),
  post(JSON, "[0.1,0.2]", 200, '{"total":0.3,"count":2,"empty":0}'),
  post(JSON, "[" .. table.concat(long, ",") .. "]", 200, '{"total":2000,"count":20000,"empty":0}'),
  post(JSON, "[1,", 400, '"code":"BAD_FORMAT"'),
  post(JSON, '[1,"x"]', 422, '"code":"BAD_NUMBER"'),
  post(JSON, "[1e5000]", 422, '"code":"EXPONENT_RANGE"'),
  post("text/plain", "1 2\n3", 200, '{"total":6,"count":3,"empty":0}'),
  post("text/plain", "1 2\n3x", 422, '"line":2,"column":1'),
  post("text/csv", "a,b\n1,2\n,4\n", 200, '{"total":1,"count":1,"empty":1}', "/total?column=a"),
  post("text/csv", "a,b\n1,2\n", 422, '"code":"NO_COLUMN"'),
  post("application/x-ndjson", '{"a":{"b":1}}\n{"a":{"b":2}}\n', 200, '{"total":3,"count":2,"empty":0}', "/total?field=a.b"),
  post("application/octet-stream", ("\0"):rep(16), 200, '{"total":0,"count":2,"empty":0}'),
  post("application/octet-stream", "123", 400, '"code":"BAD_FORMAT"'),
  post("text/html", "1", 415, '"status":415'),
  post(JSON, "[1]", 400, '"status":400', "/total?colour=red"),
}

local threads = {}
function setup(thread) table.insert(threads, thread) end

local requests = {}
local turn = 0

-- In each thread, as what a function refers to is the thread's own.
function init()
  checked, wrong, first_wrong = 0, 0, ""
  for i, kind in ipairs(kinds) do
    kind.headers["X-Request-Id"] = "kind-" .. i
    requests[i] = wrk.format(kind.method, kind.path, kind.headers, kind.body)
  end
end

-- In milliseconds: others send too.
function delay() return math.random(0, 10) end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

local function fault(status, headers, body)
  local name = headers["X-Request-Id"] or ""
  local kind = kinds[tonumber(name:match("^kind%-(%d+)$"))]
  if kind == nil then return "an answer named " .. name end
  if status ~= kind.status then return name .. ": expected " .. kind.status .. ", got " .. status end
  if status >= 400 then
    if headers["Content-Type"] ~= PROBLEM then return name .. ": a problem of another type" end
    if not body:find(kind.answer, 1, true) then return name .. ": got " .. body end
  elseif body ~= kind.answer then
    return name .. ": got " .. body
  end
end

function response(status, headers, body)
  checked = checked + 1
  local found = fault(status, headers, body)
  if found == nil then return end
  wrong = wrong + 1
  if first_wrong == "" then first_wrong = found end
end

function done(summary)
  local all, bad, first = 0, 0, ""
  for _, thread in ipairs(threads) do
    all = all + thread:get("checked")
    bad = bad + thread:get("wrong")
    if first == "" then first = thread:get("first_wrong") end
  end
  local errors = summary.errors
  io.write(string.format(
    "\nkinds %d checked %d wrong %d socket errors %d: %s\n",
    -- Answers that took long are no fault: the machine may be busy.
    #kinds, all, bad, errors.connect + errors.read + errors.write, first))
end
