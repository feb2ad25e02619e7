    d['lr']=None
