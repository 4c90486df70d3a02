-- Sends the requests of a file: blocks of "Name: value" headers and "METHOD /path" lines, a blank
-- line after each block. Every thread goes through all requests, each from a place of its own, so
-- that two clients seldom write the same row at the same time.
local requests, place, threads = {}, 0, 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  local headers = {}
  for line in io.lines(args[1]) do
    local name, value = line:match("^(%S+): (.*)$")
    if line == "" then headers = {}
    elseif name then headers[name] = value
    else
      local method, path = line:match("^(%S+) (%S+)$")
      table.insert(requests, wrk.format(method, path, headers, method == "POST" and "" or nil))
    end
  end
  place = math.floor(#requests * number / tonumber(args[2]))
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency, all)
  local errors = summary.errors
  io.write(string.format('{"p50": %.3f, "p95": %.3f, "requests": %d, "seconds": %.3f, "failed": %d}\n',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, summary.requests,
    summary.duration / 1e6, errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
