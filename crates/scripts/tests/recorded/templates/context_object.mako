${context.get("message")} ${context.get("nothing", "default")} ${context.get("nothing")} ${context["up_revision"]}
${"message" in context.keys()} ${sorted(k for k in context.kwargs if k.endswith("revision"))}
<% context.write("written") %>
${context.get("len")("abc")}
