$ $$ $x ${"$"} \${up_revision} $ {x} {{x}} %{x} <x> </x> < % %> }
