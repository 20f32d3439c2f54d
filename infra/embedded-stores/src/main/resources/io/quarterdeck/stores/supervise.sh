# Runs a command and, where that is wanted, runs it again whenever it ends.
# Arguments: the prefix of the files below, the log, whether to restart (yes or no), the command.
#   PREFIX.loop   this process            PREFIX.pid    the command's process
#   PREFIX.exits  how often the command has ended, and its last exit code
prefix=$1 log=$2 restart=$3
shift 3
pause_max=30 proven=60 log_size_max=10485760

# Never two loops for one prefix. The command does not inherit the lock: it may outlive a killed loop.
exec 9>"$prefix.lock"
flock --nonblock 9 || exit 1
echo $$ >"$prefix.loop"

rotate() {
  [ "$(stat -c %s "$log" 2>/dev/null || echo 0)" -ge $log_size_max ] || return 0
  [ ! -e "$log.2" ] || mv -f "$log.2" "$log.3"
  [ ! -e "$log.1" ] || mv -f "$log.1" "$log.2"
  mv -f "$log" "$log.1"
}

ended=0 pause=1
while :; do
  rotate
  begin=$(date +%s)
  # A shell's background command ignores these two, and so would all that it starts: pods too.
  env --default-signal=INT,QUIT "$@" </dev/null >>"$log" 2>&1 9>&- &
  echo $! >"$prefix.pid"
  wait $!
  code=$?
  ended=$((ended + 1))
  echo "$ended $code" >"$prefix.exits"
  [ "$restart" = yes ] || exit
  [ $(($(date +%s) - begin)) -lt $proven ] || pause=1
  echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) ended with exit code $code; start $ended follows in $pause s" >>"$log"
  sleep $pause 9>&-
  pause=$((pause * 2 < pause_max ? pause * 2 : pause_max))
done
