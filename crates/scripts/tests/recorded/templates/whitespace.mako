${  up_revision  } ${
up_revision
} ${up_revision|n  } ${  repr( up_revision )  }
%if True:
no space
%endif
   %   if   True  :
spaces
   %   endif   
