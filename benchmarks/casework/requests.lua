-- Sends the requests of a file, one a line, in order: method, path, cookie, body; tabs between. Once through
-- where "once" is said (acts), else round and round. Arguments: file, once|round, think time in ms, answers.
-- With a file for answers, every answer's status and Location are written there: what was acknowledged.
local lines, at, once, think, heard = {}, 0, false, 0, nil
local form = "application/x-www-form-urlencoded"

local function made(line)
  local method, path, cookie, kind, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
  local headers = {["Host"] = wrk.headers["Host"]}
  if cookie:sub(1, 7) == "Bearer " then
    headers["Authorization"] = cookie
    if method == "POST" then headers["Idempotency-Key"] = "load-" .. os.time() .. "-" .. #lines end
  elseif cookie ~= "" then headers["Cookie"] = cookie end
  if method == "POST" then headers["Content-Type"] = kind ~= "" and kind or form end
  return wrk.format(method, path, headers, method == "POST" and body or nil)
end

function init(arguments)
  once, think = arguments[2] == "once", tonumber(arguments[3])
  math.randomseed(20261125)
  for line in io.lines(arguments[1]) do lines[#lines + 1] = made(line) end
  if not once then at = math.random(#lines) end
  if think > 0 then
    function delay() return math.random(math.floor(think / 2), math.floor(think * 3 / 2)) end
  end
  if arguments[4] then
    heard = io.open(arguments[4], "w")
    function response(status, headers, body)
      heard:write(status, "\t", headers["Location"] or headers["location"] or "", "\n")
      heard:flush()
    end
  end
end

function request()
  at = at + 1
  if at > #lines then
    if once then wrk.thread:stop() end
    at = 1
  end
  return lines[at]
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    "RESULT %d %d %d %d %d %d %d %d %d %d %d %d\n",
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(95), latency:percentile(99), latency.max,
    e.connect, e.read, e.write, e.status, e.timeout))
end
