<%page expression_filter="trim"/>[${"  a  "}] [${"  b  " | n}] [${message | h}]
