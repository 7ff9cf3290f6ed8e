export { addressFor, answerStepUp, call, fetchBytes, listenForSignedOut, type CallInput, type CallOptions } from './api';
export { ApiError, toApiError, type ClientFailure, type FailureCode } from './api-error';
export { Network } from './network';
export { connectSocket, type Closing, type Connection, type ConnectionStatus, type SocketOptions } from './socket';
export { upload } from './upload';
