${message | h}
${message|x}
${message | u}
${message | trim}
${message | entity}
${message | unicode}
${message | str}
${message|decode.utf8}
${message | n}
${message | h, trim}
${"  a  " | trim,h}!
${down_revision | comma}
