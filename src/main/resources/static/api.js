// The interface of the service, shown by Swagger UI.
SwaggerUIBundle({url: '/v3/api-docs', dom_id: '#api', deepLinking: true, validatorUrl: null});
