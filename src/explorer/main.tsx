/// <reference types="vite/client" />
import './style/tokens.css'
import './style/base.css'
import './style/parts.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'

createRoot(document.getElementById('explorer')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
