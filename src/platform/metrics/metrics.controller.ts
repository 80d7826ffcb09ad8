import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { fileContent } from '../http/routes';
import { Public } from '../security/roles';
import { Metrics } from './metrics';

@ApiTags('health')
@Controller('metrics')
@Public()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Figures for Prometheus.' })
  @ApiResponse({ status: 200, description: 'As they are now.', ...fileContent(['text/plain']) })
  all(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
