a
%% one
  %%% two
100% sure
50%% sure
%% if x:


   %%%% four
end