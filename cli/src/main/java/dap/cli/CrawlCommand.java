package dap.cli;
