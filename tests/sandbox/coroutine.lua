-- A new coroutine starts to count afresh.
while true do
  coroutine.wrap(function() for i = 1, 1e6 do end end)()
end
