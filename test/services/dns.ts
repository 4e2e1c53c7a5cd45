import { createServer, Packet } from "dns2";
